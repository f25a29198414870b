import { holdRatchet } from './hold-ratchet.ts';

holdRatchet('sagemaker');
