import { shareRight } from './confusion.ts';

/** The share of rows got right. */
export const accuracy = shareRight();
