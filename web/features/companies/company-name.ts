import { websiteAddress } from '../../components/website-address.ts';

/** What a company may be called, by its website: "https://www.acme-labs.co.uk/de" -> "Acme Labs". Empty: no idea. */
export function companyNameOf(website: string): string {
  const address = websiteAddress(website);
  if (address === null) return '';
  const labels = new URL(address).hostname.replace(/^www\./, '').split('.');
  const ending = labels.length > 2 && secondLevel.test(labels.at(-2) ?? '') ? 2 : 1;
  const label = labels.at(-1 - ending) ?? labels[0] ?? '';
  if (label.startsWith('xn--')) return '';
  return label
    .split('-')
    .filter((word) => word !== '')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');
}

/** `acme.co.uk`: what stands before a country's ending and is no name. */
const secondLevel = /^(co|com|org|net|ac|gov|edu)$/;
