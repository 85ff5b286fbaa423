/** What a peer is started with, and how it says that it serves. */
export const given = JSON.parse(process.argv[2] ?? '{}');

export async function listen(app) {
  console.log(`serves on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
  process.on('SIGTERM', () => process.exit(0));
}
