import type { Asked, Fault, WeatherProxy } from '../testing/weather-proxy.ts';

type Way = (asked: Asked) => boolean;

export const isWrite: Way = ({ method, path }) => method !== 'GET' && path.startsWith('/api/');
const isAnything: Way = () => true;

/** These faults befall the next requests of this kind, one each; then the sky is clear. Says how many are left. */
export function forecast(weather: WeatherProxy, which: Way, faults: readonly Fault[]): () => number {
  const coming = [...faults];
  weather.weather = (asked) => (which(asked) ? (coming.shift() ?? 'pass') : 'pass');
  return () => coming.length;
}

/** Nothing that the app asks for arrives, neither at the API nor at the sign-in; its own files still do. */
export function outage(weather: WeatherProxy, which: Way = isAnything): void {
  weather.weather = (asked) => (/^\/(api|dev-auth)\//.test(asked.path) && which(asked) ? 'cut' : 'pass');
}

export function clearSky(weather: WeatherProxy): void {
  weather.weather = () => 'pass';
}

/** As somebody between us and the server answers. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): Fault {
  const body = JSON.stringify({
    type: `/problems/${code}`,
    title: code,
    status,
    code,
    detail: code,
    errors: [],
  });
  return { status, headers: { 'content-type': 'application/problem+json', ...headers }, body };
}
