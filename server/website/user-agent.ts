/** How the reader introduces itself; `BlossomerGTM` is what robots.txt calls it. README.md says whom to ask. */
export const userAgent = 'BlossomerGTM/1.0 (+contact in README)';
