import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { newStorage } from '../testing/storage.ts';
import { openLocal } from '../workspace/local.ts';
import { listQuery } from './queries.ts';
import { openSession } from './session.ts';

test('a list that was kept as JSON is asked for again from its first page', async () => {
  const storage = newStorage();
  const workspace = await openLocal({ storage });
  const asked: object[] = [];
  const watched = {
    ...workspace,
    list: ((kind, query = {}) => {
      asked.push(query);
      return workspace.list(kind, query);
    }) as typeof workspace.list,
  };
  const session = await openSession({ workspace: watched, storage, page: undefined });
  const options = listQuery(session, 'company', { limit: 10 });
  const queryClient = new QueryClient();
  const read = await queryClient.fetchInfiniteQuery(options);
  queryClient.setQueryData(options.queryKey, JSON.parse(JSON.stringify(read)));
  await queryClient.refetchQueries({ queryKey: options.queryKey, type: 'all' });
  expect(queryClient.getQueryState(options.queryKey)?.error).toBeNull();
  expect(asked.length).toBeGreaterThanOrEqual(2);
  expect(asked.every((query) => !('cursor' in query) || query.cursor === undefined)).toBe(true);
  await session.close();
});
