import type { z } from 'zod';
import { entity } from './document.ts';
import { AccountData } from './documents/account.ts';
import { Priority, strongestPriority } from './documents/items.ts';
import { listQuery, parentFilter } from './lists.ts';
import { Id } from './text.ts';

const account = entity({
  title: 'Account',
  noun: 'accounts',
  path: '/api/accounts',
  own: {},
  parents: { companyId: Id },
  data: AccountData,
  summary: { priority: strongestPriority },
  query: listQuery(['createdAt', 'updatedAt', 'name', 'priority'], {
    companyId: parentFilter,
    priority: Priority.optional().meta({ description: 'The priority of the strongest buying signal.' }),
  }),
});

export const accounts = account.endpoints;
export const Account = account.resource;
export const NewAccount = account.create;
export const AccountReplacement = account.replacement;
export type Account = z.infer<typeof Account>;
export type NewAccount = z.input<typeof NewAccount>;
