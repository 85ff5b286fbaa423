/** Whether arrays and objects lie inside one another deeper than that, the root counted as 1. Not recursive. */
export function isDeeperThan(value: unknown, depthMax: number): boolean {
  let level: object[] = isContainer(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > depthMax) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
