import type { Page } from '@playwright/test';

/** What `gauge` takes on two cores of an AMD EPYC that do nothing else: the machine that the budgets are meant for. */
export const gaugeMilliseconds = 13;

/**
 * The same piece of work for every browser: nodes made, styled, laid out and thrown away. What a budget allows is told in
 * this measure, taken in turns with what it judges: what else a machine does slows both.
 */
export async function gauge(page: Page): Promise<number> {
  return page.evaluate(() => {
    const begin = performance.now();
    const shelf = document.createElement('div');
    shelf.style.cssText = 'position: absolute; visibility: hidden; width: 600px';
    for (let row = 0; row < 300; row += 1) {
      const line = document.createElement('p');
      line.textContent = `${row} of so many lines that say this, and is laid out like the text of a page`;
      shelf.append(line);
    }
    document.body.append(shelf);
    shelf.getBoundingClientRect();
    shelf.remove();
    return performance.now() - begin;
  });
}
