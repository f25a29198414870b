import { isIP } from 'node:net';
import { refused } from './refusal.ts';

/** What AWS takes for an address before it looks closer; a name is never looked up. */
const LOOKS_LIKE_V4 = /^\d+\.\d+\.\d+\.\d+$/;
const LOOKS_LIKE_V6 = /^[\da-fA-F:]*:[\da-fA-F:]*$/;
const MAPPED_V4 = `${'0'.repeat(20)}FFFF`;

/** The hexadecimal digits of an address, 8 or 32 of them; undefined for other texts. */
export function addressDigits(text: string): string | undefined {
  if (LOOKS_LIKE_V4.test(text)) {
    const bytes = text.split('.').map(Number);
    return bytes.every((byte) => byte <= 255)
      ? bytes.map((byte) => hex(byte, 2)).join('')
      : undefined;
  }
  if (!LOOKS_LIKE_V6.test(text) || isIP(text) !== 6) return undefined;
  const [head = '', tail] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  const digits = [...left, ...zeros, ...right].map((group) => hex(parseInt(group, 16), 4)).join('');
  return digits.startsWith(MAPPED_V4) ? digits.slice(MAPPED_V4.length) : digits;
}

/** Tests digits against a network such as `10.0.0.0/24`; any address of it may name it. */
export function inCidr(network: string): (digits: string) => boolean {
  const parts = network.replace(/\/+$/, '').split('/');
  if (parts.length !== 2) throw refused("Malformed CIDR, one '/' required");
  const [address = '', mask = ''] = parts;
  if (!/^[+-]?\d+$/.test(mask)) throw refused('Malformed CIDR, mask bits must be an integer');
  const bits = Number(mask);
  if (bits < 0) throw refused('Malformed CIDR, mask bits must not be negative');
  const digits = addressDigits(address);
  if (digits === undefined) throw refused(`Nonstandard IP address: ${address}`);
  const width = digits.length * 4;
  if (bits >= width) throw refused(`IPv${width === 32 ? 4 : 6} mask bits must be < ${width}`);
  const free = (1n << BigInt(width - bits)) - 1n;
  const first = (BigInt(`0x${digits}`) | free) - free;
  const [bottom, top] = [hex(first, digits.length), hex(first + free, digits.length)];
  return (other) => isBetween(other, bottom, top);
}

/**
 * True where the digits lie in [bottom, top]. As in AWS's engine this is decided at the first digit
 * that decides it, whatever follows: that is why 0.0.0.0/0 also takes the number 5.
 */
function isBetween(digits: string, bottom: string, top: string): boolean {
  let onBottom = true;
  let onTop = true;
  for (let i = 0; i < bottom.length; i++) {
    const digit = digits[i];
    if (digit === undefined || !/[\dA-F]/.test(digit)) return false;
    const [low, high] = [bottom[i]!, top[i]!];
    if ((onBottom && digit < low) || (onTop && digit > high)) return false;
    onBottom &&= digit === low;
    onTop &&= digit === high;
    if (!onBottom && !onTop) return true;
  }
  return true;
}

function hex(value: number | bigint, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0');
}
