import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import { Capture } from './capture.ts';
import type { CaptureEnvelope } from './capture-view.ts';

const [DASH, DOT, ZERO, NINE, COLON, SMALL_A, SMALL_Z, Z] = [45, 46, 48, 57, 58, 97, 122, 90];
const ROWS = encodeUtf8('"rows":[');
const DATE_LENGTH = 'yyyy-mm-ddT'.length;
const TIME_LENGTH = 'hh:mm:ss.sssZ'.length;
const [HOUR_DIGITS, MOST_ID] = [10, 50];

/** What stands around the id and the time of a capture, in all captures of one kind and day. */
interface Frame {
  readonly before: Uint8Array;
  readonly between: Uint8Array;
  readonly behind: Uint8Array;
  readonly envelope: CaptureEnvelope;
}

/**
 * Reads what captures say before their rows. Captures of one version differ in their ids and times alone:
 * what stands around those is compared with the capture before, and parsed where it differs.
 */
export class EnvelopeReader {
  /** Where the rows of the last capture begin, behind their bracket. */
  public rowsAt = 0;
  private frame: Frame | undefined;

  constructor(private readonly bytes: Uint8Array) {}

  /** The envelope of a capture whose rows are its last member; null where it is not of that form. */
  public read(start: number, end: number): CaptureEnvelope | null {
    return this.framed(start) ?? this.parsed(start, end);
  }

  private framed(start: number): CaptureEnvelope | null {
    const { bytes, frame } = this;
    if (frame === undefined || !holds(bytes, start, frame.before)) return null;
    const id = start + frame.before.length;
    const idEnd = endOfId(bytes, id);
    if (idEnd < 0 || !holds(bytes, idEnd, frame.between)) return null;
    const time = idEnd + frame.between.length;
    if (!isTime(bytes, time) || !holds(bytes, time + TIME_LENGTH, frame.behind)) return null;
    this.rowsAt = time + TIME_LENGTH + frame.behind.length;
    return {
      ...frame.envelope,
      inferenceId: decodeUtf8(bytes.subarray(id, idEnd)),
      at: decodeUtf8(bytes.subarray(time - DATE_LENGTH, time + TIME_LENGTH)),
    };
  }

  private parsed(start: number, end: number): CaptureEnvelope | null {
    const { bytes } = this;
    const rows = placeOf(bytes, ROWS, start, end);
    if (rows < 0) return null;
    this.rowsAt = rows + ROWS.length;
    const head = decodeUtf8(bytes.subarray(start, this.rowsAt));
    const { data } = Capture.safeParse(JSON.parse(`${head}]}`));
    if (data === undefined) return null;
    this.frame = frameOf(data, head);
    return data;
  }
}

/** What stands around the id and the time of a capture; nothing where it is written otherwise than we do. */
function frameOf(
  { model, inferenceId, at, version, columns }: Capture,
  head: string,
): Frame | undefined {
  const ours = JSON.stringify({ model, inferenceId, at, version, columns });
  if (`${ours.slice(0, -1)},"rows":[` !== head) return undefined;
  return {
    before: encodeUtf8(`{"model":"${model}","inferenceId":"`),
    between: encodeUtf8(`","at":"${at.slice(0, DATE_LENGTH)}`),
    behind: encodeUtf8(`",${JSON.stringify({ version, columns }).slice(1, -1)},"rows":[`),
    envelope: { inferenceId, at, version, columns },
  };
}

/**
 * Where an id ends, which is ten digits, a dash and up to fifty of digits, letters and dashes; -1 for others.
 */
function endOfId(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at += 1;
  if (at !== start + HOUR_DIGITS || bytes[at] !== DASH) return -1;
  const first = (at += 1);
  for (let byte = bytes[at]; isDigit(byte) || isLetter(byte) || byte === DASH;)
    byte = bytes[(at += 1)];
  return at > first && at <= first + MOST_ID ? at : -1;
}

/** Does `hh:mm:ss.sssZ` stand there? */
function isTime(bytes: Uint8Array, start: number): boolean {
  return (
    pairAt(bytes, start) < 24 &&
    bytes[start + 2] === COLON &&
    pairAt(bytes, start + 3) < 60 &&
    bytes[start + 5] === COLON &&
    pairAt(bytes, start + 6) < 60 &&
    bytes[start + 8] === DOT &&
    pairAt(bytes, start + 9) < 100 &&
    isDigit(bytes[start + 11]) &&
    bytes[start + 12] === Z
  );
}

/** The number of two digits; 100 where none stands there. */
function pairAt(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [bytes[at], bytes[at + 1]];
  return isDigit(tens) && isDigit(ones) ? (tens! - ZERO) * 10 + ones! - ZERO : 100;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= SMALL_A && byte <= SMALL_Z;
}

function holds(bytes: Uint8Array, start: number, expected: Uint8Array): boolean {
  for (let at = 0; at < expected.length; at += 1) {
    if (bytes[start + at] !== expected[at]) return false;
  }
  return true;
}

/** Where a text stands in a range; -1 where it does not. */
function placeOf(bytes: Uint8Array, text: Uint8Array, start: number, end: number): number {
  let at = bytes.indexOf(text[0]!, start);
  while (at >= 0 && at + text.length <= end) {
    if (holds(bytes, at, text)) return at;
    at = bytes.indexOf(text[0]!, at + 1);
  }
  return -1;
}
