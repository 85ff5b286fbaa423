import { fields } from './fields.ts';
import { keepStray } from './keep.ts';
import type { Reading } from './reading.ts';
import { aside, fact, nested, raised, structural } from './shapes.ts';
import type { Path } from './sketch.ts';
import { elementsOf, memberOf, membersOf, type Spot } from './spot.ts';
import { textAt } from './text-at.ts';
import { facts, factsFrom } from './texts.ts';

const sizes = {
  employees: [fact, 'employees'],
  departmentSize: [fact, 'departmentSize', 'department_size', 'departmentsize'],
  revenue: [fact, 'revenue'],
} as const;

const firmographicFields = fields({
  ...sizes,
  companySize: [raised(fields(sizes)), 'companySize', 'company_size'],
  industry: [facts, 'industry'],
  geography: [facts, 'geography'],
  businessModel: [facts, 'businessModel', 'business_model', 'businessmodel'],
  fundingStage: [facts, 'fundingStage', 'funding_stage', 'fundingstage'],
  companyType: [facts, 'companyType', 'company_type', 'companytype'],
  keywords: [facts, 'keywords'],
});

const inObject = nested(firmographicFields);

/** The filters of an account: flat (A4), with sizes in an object of their own (A0 to A3), or as rows of tags. */
export function firmographics(spot: Spot, reading: Reading, path: Path): void {
  if (!Array.isArray(spot.value)) inObject(spot, reading, path);
  else if (elementsOf(spot).length === 0) aside(spot, reading);
  for (const row of elementsOf(spot)) readRow(row, reading, path);
}

/** `{id, label, values: [{text, color}]}`: the label names the field, whatever its case and spaces. */
function readRow(row: Spot, reading: Reading, path: Path): void {
  const label = textAt(row.value, 'label') ?? '';
  const [to, shape] = firmographicFields.rows.find(([name]) => bare(name) === bare(label)) ?? [];
  const values = memberOf(row, 'values');
  const tags = values === undefined ? [] : elementsOf(values);
  if (to === undefined || tags.length === 0 || (shape !== facts && tags.length > 1)) {
    aside(row, reading);
    return;
  }
  const texts = tags.map((tag) => memberOf(tag, 'text') ?? tag);
  if (shape === facts) factsFrom(texts, reading, [...path, to]);
  else for (const text of texts) shape?.(text, reading, [...path, to]);
  for (const tag of tags) keepColors(tag, reading);
  for (const member of membersOf(row)) {
    // The field in the document says what they say.
    if (member.token === 'id' || member.token === 'label') structural(member);
    else if (member !== values) keepStray(member, reading);
  }
}

function keepColors(tag: Spot, reading: Reading): void {
  if (memberOf(tag, 'text') === undefined) return;
  for (const member of membersOf(tag)) if (member.token !== 'text') keepStray(member, reading);
}

function bare(label: string): string {
  return label.replace(/[\s_-]/g, '').toLowerCase();
}
