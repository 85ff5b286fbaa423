import { cleanLine } from './clean.ts';
import type { Outline } from './outline.ts';

/** The name that a site gives itself; empty when it gives none. Nothing is made of the address alone. */
export function siteNameOf({ meta, jsonLd, title }: Outline, url: string): string {
  const said = meta.get('og:site_name') ?? organizationIn(jsonLd) ?? meta.get('application-name');
  return cleanLine(said ?? partOf(title, url) ?? '', 120);
}

const named = /^(Organization|Corporation|LocalBusiness|OnlineBusiness|ProfessionalService|WebSite)$/;

/** `@graph` and what lies in it included; organizations before the site. */
function organizationIn(scripts: readonly string[]): string | null {
  const found = new Map<string, string>();
  for (const script of scripts) {
    const open: unknown[] = [parsed(script)];
    for (let looked = 0; open.length > 0 && looked < 500; looked += 1) {
      const next = open.shift();
      if (Array.isArray(next)) open.push(...next.slice(0, 50));
      if (!isRecord(next) || Array.isArray(next)) continue;
      open.push(next['@graph'], next.publisher);
      const type = [next['@type']].flat().find((value) => typeof value === 'string' && named.test(value));
      if (typeof type === 'string' && typeof next.name === 'string' && !found.has(type)) {
        found.set(type, next.name);
      }
    }
  }
  const organization = [...found].find(([type]) => type !== 'WebSite');
  return (organization ?? [...found][0])?.[1] ?? null;
}

function parsed(script: string): unknown {
  try {
    return JSON.parse(script);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Of "Stock planning | Acme" the part that the host is named after. */
function partOf(title: string, url: string): string | null {
  const host = letters(new URL(url).hostname.replace(/^www\./, ''));
  const parts = title.split(/\s+[-–—|·•:»/]+\s+|[|·•»]|:\s/).map((part) => part.trim());
  const isNamed = (part: string) => letters(part).length >= 2 && host.startsWith(letters(part));
  return parts.find((part) => part !== '' && isNamed(part)) ?? null;
}

function letters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
