import { Field } from '../../ui/field.tsx';
import { Textarea } from '../../ui/input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import type { ConfigFieldsProps } from './angle-fields.tsx';
import { Choices } from './choices.tsx';
import { callsToAction, openingLines, templates } from './words.ts';

/** In which words an e-mail says it: in the wizard, and in the editor as long as the e-mail is there. */
export function WordingFields({ config, configure }: ConfigFieldsProps) {
  const { template, openingLine, ctaSetting, socialProof } = config;
  return (
    <>
      <Choices title="Template">
        <RadioGroup
          label="Template"
          value={template ?? null}
          onChange={(chosen) => configure({ template: chosen })}
          choices={templates}
          className="grid-cols-1 @md:grid-cols-2"
        />
      </Choices>
      {template === 'custom' ? null : (
        <>
          <Choices title="Opening line">
            <RadioGroup
              label="Opening line"
              value={openingLine ?? null}
              onChange={(chosen) => configure({ openingLine: chosen })}
              choices={openingLines}
              className="grid-cols-1 @md:grid-cols-3"
            />
          </Choices>
          <Choices title="Call to action">
            <RadioGroup
              label="Call to action"
              value={ctaSetting ?? null}
              onChange={(chosen) => configure({ ctaSetting: chosen })}
              choices={callsToAction}
              className="grid-cols-1 @md:grid-cols-2 @2xl:grid-cols-3"
            />
          </Choices>
        </>
      )}
      <Field
        label="Social proof"
        note="optional"
        hint="A customer, a number, a quotation: used as you write it."
        className="max-w-xl"
      >
        <Textarea
          rows={2}
          value={socialProof ?? ''}
          onChange={(event) => configure({ socialProof: event.target.value })}
        />
      </Field>
    </>
  );
}
