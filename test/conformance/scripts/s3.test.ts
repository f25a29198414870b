import { holdRatchet } from './hold-ratchet.ts';

holdRatchet('s3');
