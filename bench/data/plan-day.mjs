// What a day of large uploads takes, on paper.
import { PRICES } from './prices.mjs';

const [PIECE_BYTES, PART_BYTES, SEND_PART_BYTES] = [128 * 2 ** 20, 8 * 2 ** 20, 64 * 2 ** 20];

/** Gigabytes of memory that each function has as deployed. */
const MEMORY = { 'survey-piece': 1, 'judge-piece': 2, 'plan-pieces': 1, 'merge-pieces': 2 };

/** Seconds of a call beside its work: plan and answers are read and written. */
const CALL_SECONDS = 0.3;

/**
 * The bill of one file of so many gigabytes.
 *
 * @param rate rows that one function judges in a second
 * @param one what was measured of one function: bytes, rows, seconds
 */
export function planOf({ gigabytes, rate, atOnce, one }) {
  const bytes = gigabytes * 1e9;
  const pieces = Math.ceil(bytes / PIECE_BYTES);
  const rows = (bytes / one.bytes) * one.rows;
  const packed = one.written / one.bytes;
  const seconds = {
    // Judging and surveying become slower alike where functions are slower than here.
    'survey-piece': pieces * CALL_SECONDS + (rows / rate) * (one.surveySeconds / one.judgeSeconds),
    'judge-piece': pieces * CALL_SECONDS + rows / rate,
    'plan-pieces': 3 * CALL_SECONDS + pieces * 0.01,
    'merge-pieces': CALL_SECONDS + pieces * 0.05,
  };
  const gbSeconds = Object.entries(seconds).reduce((sum, [name, some]) => sum + some * MEMORY[name], 0);
  const parts = Math.ceil((PIECE_BYTES * packed) / PART_BYTES);
  const puts = {
    sending: Math.ceil(bytes / SEND_PART_BYTES) + 2,
    // Rows in parts; refused rows, verdict and profile; then the copies of rows and profile.
    pieces: pieces * (1 + (parts > 1 ? parts + 2 : 1) + 3 + 2),
    upload: 8,
  };
  const put = Object.values(puts).reduce((sum, some) => sum + some, 0);
  // Survey: plan, range. Judging: plan, pieces, range. Planning and merging: survey, verdict twice, profile, refused rows.
  const get = pieces * (2 + 3 + 5) + 10;
  const calls = 2 * pieces + 4;
  // Of each item its start and its one state; of the machine its states.
  const transitions = 2 * 2 * pieces + 10;
  const dollars = {
    Lambda: gbSeconds * PRICES.lambdaGbSecond + calls * PRICES.lambdaRequest,
    'S3 requests': put * PRICES.s3Put + get * PRICES.s3Get,
    'Step Functions': transitions * PRICES.stateTransition,
  };
  const total = Object.values(dollars).reduce((sum, some) => sum + some, 0);
  const end = (seconds['survey-piece'] + seconds['judge-piece']) / Math.min(atOnce, pieces)
    + seconds['plan-pieces'] + seconds['merge-pieces'];
  const whole = (value) => Math.round(value).toLocaleString('en');
  return [
    `${gigabytes} GB in one file: ${whole(rows)} rows, ${whole(pieces)} pieces of 128 MiB`,
    `one function: ${whole(rate)} rows/s, a survey takes ${((one.surveySeconds / one.judgeSeconds) * 100).toFixed(0)} % of the time of judging`,
    ...Object.entries(seconds).map(([name, some]) => `  ${name.padEnd(14)} ${whole(some).padStart(8)} s x ${MEMORY[name]} GB`),
    `  ${whole(gbSeconds)} GB-seconds, ${whole(calls)} calls, ${whole(transitions)} state transitions`,
    `  S3: ${whole(put)} writes (${whole(puts.sending)} of them to send it), ${whole(get)} reads`,
    ...Object.entries(dollars).map(([name, some]) => `  ${name.padEnd(14)} $${some.toFixed(2)}`),
    `${whole(end)} s from the last byte to the receipt, ${atOnce} pieces at once; $${total.toFixed(2)} (list prices, ${PRICES.region}, ${PRICES.asOf}; storage and free tiers aside)`,
  ].join('\n');
}
