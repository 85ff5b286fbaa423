import { isIPv6 } from 'node:net';

/**
 * Guests are counted by address. Of an IPv6 address only the network half: a household or a rented server has all of the
 * other half for itself (RFC 6177).
 */
export function keyOfAddress(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  const [head = '', tail = ''] = (ip.split('%')[0] ?? '').split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = groups(tail);
  const missing = ip.includes('::') ? Math.max(8 - before.length - after.length, 0) : 0;
  const whole = [...before, ...Array<string>(missing).fill('0'), ...after];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
