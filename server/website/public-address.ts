import ipaddr from 'ipaddr.js';

/**
 * Whether an address may belong to somebody else's public website. An allow-list: of IPv6 the global unicast space alone,
 * so that whatever carries an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo) is refused with what it carries.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
}

/** RFC 4291, 2.5.4: what IANA gives out to networks; the rest of the space is reserved or has a meaning of its own. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback';
}

/** The address that a URL names itself, without the brackets of IPv6; null when it names a host to ask for. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

/** Names that stand for this machine or its network, whatever a resolver says (RFC 6761, 6762, 8375; ICANN for internal). */
export function isPrivateName(hostname: string): boolean {
  return /(^|\.)(localhost|local|internal|localdomain|lan|home\.arpa)\.?$/i.test(hostname);
}
