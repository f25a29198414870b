import { isIP } from 'node:net';
import { refused } from './compile.ts';

/** Tests whether an IPv4 or IPv6 address lies in a network such as `10.0.0.0/24`. */
export function inCidr(network: string): (address: string) => boolean {
  const [base = '', bits = ''] = network.split('/');
  const family = isIP(base);
  const width = family === 6 ? 128 : 32;
  const length = Number(bits);
  if (family === 0 || !/^\d+$/.test(bits) || length > width)
    throw refused(`Malformed CIDR, one '/' required: ${network}`);
  const shift = BigInt(width - length);
  const wanted = toNumber(base, family) >> shift;
  return (address) => isIP(address) === family && toNumber(address, family) >> shift === wanted;
}

function toNumber(address: string, family: number): bigint {
  if (family === 4) return address.split('.').reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
  const [head = '', tail] = address.split('::');
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].reduce(
    (sum, group) => (sum << 16n) + BigInt(`0x${group}`),
    0n,
  );
}

function groups(text: string): string[] {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1)!;
  if (!last.includes('.')) return parts;
  const value = toNumber(last, 4);
  return [...parts.slice(0, -1), (value >> 16n).toString(16), (value & 0xffffn).toString(16)];
}
