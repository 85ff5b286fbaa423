import { createHash } from 'node:crypto';
import type { Prompt } from '../model.ts';
import { cutTo, fairShares } from './budget.ts';
import { type Context, documentText, pageText } from './context.ts';
import { boundaryFor, fenced } from './fence.ts';
import { rules } from './rules.ts';

export interface PromptWords {
  name: string;
  version: number;
  /** What is to be written, and how. Instructions: nothing of a document or page may stand in here. */
  task: string;
  /** Of the request itself, by what they are; fenced like everything else that was typed. */
  given?: Record<string, string>;
}

/** All data of a prompt together. */
export const dataCharactersMax = 60_000;
/** Of that, for the pages at least, when there are any. */
const pageCharactersMin = 20_000;

/** The person's own belief first, then what was worked out before, from the company on, then what the site says. */
export function composePrompt({ name, version, task, given = {} }: PromptWords, context: Context): Prompt {
  const { hypothesis, company, account, persona } = context;
  const first = [
    section('what the person who asks already believes; it comes before everything below', hypothesis),
    section('what they sell: the analysis of their company', company && documentText('company', company)),
    section('the segment they sell to: an account', account && documentText('account', account)),
    section('whom they write to: a persona', persona && documentText('persona', persona)),
    ...Object.entries(given).map(([title, text]) => section(title, text)),
  ].filter(({ text }) => text.trim() !== '');
  const pages = context.pages.map((page) => section('a page of the website', pageText(page)));
  const forPages = pages.length === 0 ? 0 : pageCharactersMin;
  const head = cut(first, dataCharactersMax - forPages);
  const used = head.reduce((sum, { text }) => sum + text.length, 0);
  const sections = [...head, ...cut(pages, dataCharactersMax - used)];
  const boundary = boundaryFor(sections.map(({ text }) => text));
  return {
    name,
    version,
    system: `${rules(boundary)}\n\n${task}`,
    user: [
      ...sections.map(({ title, text }) => `${title}:\n${fenced(boundary, text)}`),
      'now write the answer',
    ].join('\n\n'),
  };
}

/** The same for the same words, whatever boundary they were fenced with. */
export function promptHash({ system, user }: Pick<Prompt, 'system' | 'user'>, schemaVersion: number): string {
  const boundary = /^<<<data ([0-9a-f]+)$/m.exec(user)?.[1];
  const words = `${system}\0${user}\0${schemaVersion}`;
  const plain = boundary === undefined ? words : words.replaceAll(boundary, 'boundary');
  return createHash('sha256').update(plain).digest('hex');
}

interface Section {
  title: string;
  text: string;
}

function section(title: string, text: string | null): Section {
  return { title, text: text ?? '' };
}

function cut(sections: readonly Section[], charactersMax: number): Section[] {
  const shares = fairShares(
    sections.map(({ text }) => text.length),
    charactersMax,
  );
  return sections.map(({ title, text }, index) => ({ title, text: cutTo(text, shares[index] ?? 0) }));
}
