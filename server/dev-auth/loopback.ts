/** The names a browser on this machine may use for this machine; a port may follow. */
const loopbackHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** True for a Host header that names this machine: a rebound DNS name still carries its own name. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && loopbackHost.test(host);
}

/** True for `http://localhost:5173` and the like; false for `null`, which sandboxed pages send. */
export function isLoopbackOrigin(origin: string): boolean {
  const scheme = /^https?:\/\//i.exec(origin)?.[0];
  return scheme !== undefined && loopbackHost.test(origin.slice(scheme.length));
}

/** True for the peer address of a connection that began on this machine. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address ?? '');
}
