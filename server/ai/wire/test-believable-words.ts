/** What a model would write under this name: about one invented company, and different for each item of a list. */
export function wordsFor(property: string, count: number, user: string): string {
  if (/quote/i.test(property)) return quoteFrom(user) ?? 'We cut our cloud bill by a third.';
  const said = sentences.find(([name]) => name.test(property))?.[1] ?? plain;
  return said[count % said.length] ?? '';
}

const plain = [
  'Acme Cloud shows finance and engineering one bill that both understand.',
  'Teams find what a service costs while they build it, not at the end of the month.',
  'Every saving is proposed as a change that an engineer can read and merge.',
  'Nothing is switched off without the team that owns it.',
];

const sentences: [RegExp, string[]][] = [
  [/^(company)?name$/i, ['Acme Cloud', 'Mid-size SaaS on AWS', 'The platform lead', 'Data platforms']],
  [
    /title/i,
    [
      'A new head of platform',
      'Cloud spend grew faster than revenue',
      'Hiring for FinOps',
      'A funding round',
    ],
  ],
  [/subject/i, ['your AWS bill', 'who owns the idle clusters', 'a third of the bill', 'one question']],
  [/greeting/i, ['Hi {{first_name}},']],
  [/url|website|domain|page/i, ['https://acme.example/']],
  [/industr/i, ['Software', 'Financial services', 'E-commerce']],
  [/employees|companysize/i, ['50-500 people', '500-2000 people']],
  [/departments?/i, ['Engineering', 'Finance', 'Operations']],
  [/seniorit/i, ['Director', 'VP', 'Head of']],
  [/jobtitle|roles?/i, ['Head of Platform', 'VP Engineering', 'FinOps Lead']],
  [/keyword/i, ['cloud cost', 'kubernetes', 'finops']],
  [/geograph|location|countr/i, ['United States', 'Germany', 'United Kingdom']],
  [/signal/i, ['They hire for a cloud cost role.', 'They moved to Kubernetes within a year.']],
  [/objection/i, ['We already have dashboards.', 'Our engineers have no time.', 'We fear outages.']],
  [/pointer/i, ['/description']],
  [/gap|unknown/i, ['The site does not name its prices.', 'The size of the team is not said.']],
];

/** A line of what was read, so that evidence can be found in it. */
function quoteFrom(user: string): string | null {
  const lines = user.split('\n').map((line) => line.replace(/^[#>*\-\s]+/, '').trim());
  return lines.find((line) => /^[A-Z][^<>{}[\]"]{24,160}[.!?]$/.test(line)) ?? null;
}
