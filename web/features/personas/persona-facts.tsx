import { TagField } from '../../components/tag-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { demographicFields } from './demographics.ts';

/** Who it is: in words, and as what one searches for in a network or a job board. */
export function PersonaFacts() {
  return (
    <>
      <Card aria-labelledby="overview-heading">
        <CardHeader title={<span id="overview-heading">Overview</span>} />
        <CardBody>
          <TextField
            pointer="/data/description"
            label="Description"
            placeholder="What they answer for, and what keeps them awake"
          />
        </CardBody>
      </Card>
      <Card aria-labelledby="demographics-heading">
        <CardHeader
          title={<span id="demographics-heading">Demographics</span>}
          description="What finds this person. Enter or a comma adds a tag."
        />
        <CardBody className="grid grid-cols-1 gap-x-4 gap-y-3.5 sm:grid-cols-2">
          {demographicFields.map(({ key, label, suggestions }) => (
            <TagField
              key={key}
              pointer={`/data/demographics/${key}`}
              label={label}
              suggestions={suggestions}
              {...(key === 'jobDescriptionKeywords' ? { className: 'sm:col-span-2' } : {})}
            />
          ))}
        </CardBody>
      </Card>
    </>
  );
}
