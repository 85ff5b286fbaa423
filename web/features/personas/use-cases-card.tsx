import type { PersonaData } from '@blossomer/contract';
import { ItemList, type ItemRow } from '../../components/item-list.tsx';
import { ItemText } from '../../components/item-text.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';

type UseCase = NonNullable<PersonaData['useCases']>[number];

/** What this person would use it for: what hurts, what helps, and how it is afterwards. */
export function UseCasesCard() {
  return (
    <Card aria-labelledby="use-cases-heading">
      <CardHeader
        title={<span id="use-cases-heading">Use cases</span>}
        description="An e-mail is about one of them."
      />
      <CardBody>
        <ItemList<UseCase>
          pointer="/data/useCases"
          label="Use cases"
          noun="use case"
          nameOf={nameOf}
          empty="No use case yet. Begin with the one that hurts most."
        >
          {useCaseFields}
        </ItemList>
      </CardBody>
    </Card>
  );
}

const nameOf = ({ useCase }: UseCase) => useCase ?? '';
const useCaseFields = (row: ItemRow<UseCase>) => <UseCaseFields {...row} />;

function UseCaseFields({ item, at, set, controls }: ItemRow<UseCase>) {
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-2.5 sm:grid-cols-3">
      <div className="flex flex-wrap items-start justify-end gap-x-3 sm:col-span-3 sm:flex-nowrap">
        <div className="min-w-0 flex-1 basis-52">
          <ItemText
            label="Use case"
            hideLabel
            value={item.useCase}
            pointer={`${at}/useCase`}
            placeholder="What they do with it"
            onChange={(useCase) => set({ useCase })}
            className="font-medium text-lg"
          />
        </div>
        {controls}
      </div>
      <ItemText
        label="Pain points"
        value={item.painPoints}
        pointer={`${at}/painPoints`}
        placeholder="What goes wrong today"
        onChange={(painPoints) => set({ painPoints })}
      />
      <ItemText
        label="Capability"
        value={item.capability}
        pointer={`${at}/capability`}
        placeholder="What of the product helps"
        onChange={(capability) => set({ capability })}
      />
      <ItemText
        label="Desired outcome"
        value={item.desiredOutcome}
        pointer={`${at}/desiredOutcome`}
        placeholder="How it is afterwards"
        onChange={(desiredOutcome) => set({ desiredOutcome })}
      />
    </div>
  );
}
