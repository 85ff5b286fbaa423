import { StringList } from '../../components/string-list.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';

const cards = [
  {
    key: 'rationale',
    title: 'Rationale',
    description: 'Why this person, and not a colleague.',
    noun: 'reason',
  },
  {
    key: 'objections',
    title: 'Likely Objections',
    description: 'What they say before they say yes.',
    noun: 'objection',
  },
  { key: 'goals', title: 'Goals', description: 'What they are measured by.', noun: 'goal' },
  {
    key: 'purchaseJourney',
    title: 'Purchase Journey',
    description: 'From hearing of it to signing, in order.',
    noun: 'step',
  },
] as const;

export function PersonaCards() {
  return cards.map(({ key, title, description, noun }) => (
    <Card key={key} aria-labelledby={`${key}-heading`}>
      <CardHeader title={<span id={`${key}-heading`}>{title}</span>} description={description} />
      <CardBody>
        <StringList pointer={`/data/${key}`} label={title} noun={noun} />
      </CardBody>
    </Card>
  ));
}
