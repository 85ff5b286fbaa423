interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Every item of a list, page after page. */
export async function* pagesOf<Item>(
  ask: (query: { limit: number; cursor?: string }) => Promise<{ body: Page<Item> }>,
): AsyncGenerator<Item> {
  let cursor: string | null = null;
  do {
    const { body }: { body: Page<Item> } = await ask(
      cursor === null ? { limit: rowsOnPage } : { limit: rowsOnPage, cursor },
    );
    yield* body.items;
    cursor = body.nextCursor;
  } while (cursor !== null);
}

const rowsOnPage = 200;
