import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { literalAddress } from './public-address.ts';
import { checkAddress, type Reach } from './reach.ts';
import type { Resolve } from './resolve.ts';

const connectMilliseconds = 5000;
const idleMilliseconds = 4000;

/**
 * Opens connections to public addresses only. The check stands between the answer of the name server and the socket, so no
 * second answer can follow it; of several addresses each must be public. Redirects are not followed here.
 */
export function publicOnly(reach: Reach, resolve: Resolve): Dispatcher {
  return new Agent({
    connections: 2,
    pipelining: 1,
    keepAliveTimeout: idleMilliseconds,
    keepAliveMaxTimeout: idleMilliseconds,
    connect: (options, callback) => {
      const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
      const literal = literalAddress(options.hostname);
      try {
        // A socket asks for no lookup when it is given an address.
        if (literal !== null) checkAddress(literal, port, reach);
      } catch (error) {
        callback(error as Error, null);
        return;
      }
      const connect = buildConnector({
        timeout: connectMilliseconds,
        lookup: checkedLookup(port, reach, resolve),
      });
      connect(options, callback);
    },
  });
}

function checkedLookup(port: number, reach: Reach, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname)
      .then((addresses) => {
        for (const address of addresses) checkAddress(address, port, reach);
        return addresses.map((address) => ({ address, family: isIP(address) }));
      })
      .then(
        (found) => {
          const [first] = found;
          if (options.all) callback(null, found);
          else if (first) callback(null, first.address, first.family);
          else callback(new Error(`${hostname} has no address`), '');
        },
        (error: Error) => callback(error, ''),
      );
  };
}
