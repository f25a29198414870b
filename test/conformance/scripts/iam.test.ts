import { holdRatchet } from './hold-ratchet.ts';

holdRatchet('iam');
