import type { Caller } from '../../caller.ts';
import type { PageCache, SitePage } from '../../website/website.ts';
import { storable } from './rows.ts';

const freshDays = 7;
/** An index takes no longer key; such a page is read each time. */
const urlCharactersMax = 2000;

/** The pages that were read for this person in the last days. What is older goes when something new comes. */
export function cachedPages(caller: Caller): PageCache {
  return {
    async get(url) {
      const [rows] = await caller.read({
        name: 'website-pages.get',
        text: `select page from website_pages where url = $1 and fetched_at > now() - make_interval(days => $2)`,
        values: [url, freshDays],
      });
      const text = rows?.[0]?.[0];
      return typeof text === 'string' ? pageOf(text) : null;
    },
    async put(page) {
      if (page.url.length > urlCharactersMax) return;
      await caller.write(
        {
          name: 'website-pages.put',
          text: `insert into website_pages (user_id, url, page, fetched_at) values ($1, $2, $3::jsonb, $4)
            on conflict (user_id, url) do update set page = excluded.page, fetched_at = excluded.fetched_at`,
          values: [caller.identity.userId, page.url, storable(page), page.fetchedAt.toISOString()],
        },
        {
          name: 'website-pages.forget',
          text: 'delete from website_pages where fetched_at <= now() - make_interval(days => $1)',
          values: [freshDays],
        },
      );
    },
  };
}

/** For a guest, of whom nothing is kept. */
export const noPages: PageCache = { get: async () => null, put: async () => {} };

function pageOf(text: string): SitePage {
  const page = JSON.parse(text) as Omit<SitePage, 'fetchedAt'> & { fetchedAt: string };
  return { ...page, fetchedAt: new Date(page.fetchedAt) };
}
