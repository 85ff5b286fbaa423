import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import TurndownService from 'turndown';
import { cleanText, cutText } from './clean.ts';
import type { Outline } from './outline.ts';

export const markdownCharactersMax = 20_000;

/** Beyond these, what follows would take longer than the page is worth, or overflow the stack. */
const depthMax = 300;
const charactersMax = 150_000;
/** An article is the page when it holds most of what the page says; of a home page it would be one section of many. */
const articleShareMin = 0.6;

const furniture = [
  'head, title, script, style, noscript, template, svg, math, iframe, object, canvas, nav, footer, select, textarea, button',
  '[hidden], [role=navigation], [role=dialog], [role=alertdialog]',
  '#onetrust-consent-sdk, #CybotCookiebotDialog, #usercentrics-root',
  ...['cookie-banner', 'cookie-consent', 'cookie-notice'].flatMap((name) =>
    ['div', 'section', 'aside'].flatMap((tag) => [`${tag}[id*=${name}]`, `${tag}[class*=${name}]`]),
  ),
].join(', ');

/** The main text as Markdown. Words stay as they stand on the page, so that they can be quoted: no escapes, no addresses. */
export function mainText(html: string, outline: Outline): string {
  return cutText(richText(html, outline) || outline.text, markdownCharactersMax);
}

function richText(html: string, { depth, characters, hasBody }: Outline): string {
  if (depth > depthMax || characters > charactersMax) return '';
  try {
    const { document } = parseHTML(hasBody ? html : `<html><body>${html}</body></html>`);
    for (const element of document.querySelectorAll(furniture)) element.remove();
    const body = document.querySelector('body') ?? document.documentElement;
    if (!body) return '';
    const whole = { html: body.innerHTML, characters: lengthOf(body.textContent) };
    // Last, because it takes the document apart.
    const article = new Readability(document, { disableJSONLD: true }).parse();
    const isArticle = lengthOf(article?.textContent) >= whole.characters * articleShareMin;
    return toMarkdown((isArticle && article?.content) || whole.html);
  } catch (error) {
    // Markup that a library trips over is still a page with text.
    if (error instanceof Error) return '';
    throw error;
  }
}

function lengthOf(text: string | null | undefined): number {
  return text?.replace(/\s+/g, ' ').length ?? 0;
}

function toMarkdown(html: string): string {
  const service = new TurndownService({
    headingStyle: 'atx',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
  });
  service.escape = (text) => text;
  service.remove(['script', 'style', 'noscript', 'video', 'audio', 'button']);
  service.addRule('picture', { filter: 'img', replacement: () => '' });
  service.addRule('plain', {
    filter: ['a', 'strong', 'b', 'em', 'i', 'code'],
    replacement: (content) => content,
  });
  service.addRule('cell', { filter: ['td', 'th'], replacement: (content) => ` ${oneLine(content)} |` });
  service.addRule('row', { filter: 'tr', replacement: (content) => `\n|${content}\n` });
  return cleanText(service.turndown(html));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
