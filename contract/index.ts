/**
 * What both sides promise: endpoints, documents, problems, and the client that calls them. Pure: no I/O but the
 * client's transport, and nothing of ours is imported here. How a promise is kept belongs to the server.
 */
export * from './accounts.ts';
export * from './admin.ts';
export * from './audit.ts';
export * from './batch.ts';
export * from './campaigns.ts';
export * from './carried.ts';
export * from './changes.ts';
export * from './client.ts';
export * from './companies.ts';
export * from './documents/account.ts';
export * from './documents/campaign.ts';
export * from './documents/company.ts';
export * from './documents/items.ts';
export * from './documents/letter.ts';
export * from './documents/part-types.ts';
export * from './documents/persona.ts';
export * from './documents/seniority.ts';
export * from './endpoint.ts';
export * from './export.ts';
export * from './faults.ts';
export * from './generations.ts';
export * from './imports.ts';
export * from './limits.ts';
export * from './lists.ts';
export * from './migration.ts';
export * from './patches.ts';
export * from './personas.ts';
export * from './problems.ts';
export * from './system.ts';
export * from './text.ts';
export * from './trash.ts';
export * from './users.ts';
export * from './webhooks.ts';
