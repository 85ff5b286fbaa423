/** The only place that reads the environment of the process. */
export function environment(): Record<string, string | undefined> {
  return process.env;
}
