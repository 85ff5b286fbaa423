import { type Company, CompanyData } from '@blossomer/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Ellipsis, Trash2 } from 'lucide-react';
import { DocumentPage } from '../../components/document-header.tsx';
import { DocumentScreen } from '../../components/document-screen.tsx';
import { KeptAside, RecoveredNote } from '../../components/kept-aside.tsx';
import { useDelete } from '../../components/use-delete.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { DropdownMenu } from '../../ui/popover.tsx';
import { AnalysisFacts } from './analysis-facts.tsx';
import { CompanyAccounts } from './company-accounts.tsx';
import { CompanyCards } from './company-cards.tsx';
import { OverviewCard } from './overview-card.tsx';

export function CompanyPage() {
  const companyId = useScreenParam('companyId');
  return (
    <DocumentScreen kind="company" id={companyId} title="Company">
      {(company) => <CompanyScreen company={company} />}
    </DocumentScreen>
  );
}

function CompanyScreen({ company }: { company: Company }) {
  const { paths } = usePlace();
  const { data } = company;
  return (
    <DocumentPage
      kind="company"
      breadcrumbs={
        <Breadcrumbs
          links={[{ key: 'home', link: <Link to={paths.home}>Companies</Link> }]}
          here={company.name}
        />
      }
      actions={<CompanyMenu company={company} />}
    >
      <RecoveredNote data={data}>
        This company was made for accounts that had lost theirs. Rename it, or move its accounts to where they
        belong and delete it.
      </RecoveredNote>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <OverviewCard />
          <CompanyCards />
          <AnalysisFacts metadata={data.metadata} />
          <KeptAside data={data} known={known} />
        </div>
        <CompanyAccounts companyId={company.id} />
      </div>
    </DocumentPage>
  );
}

const known = Object.keys(CompanyData.shape);

function CompanyMenu({ company }: { company: Company }) {
  const { paths } = usePlace();
  const navigate = useNavigate();
  const remove = useDelete();
  return (
    <DropdownMenu
      label="More to do with this company"
      trigger={<IconButton label="More" icon={<Ellipsis />} variant="secondary" />}
      groups={[
        [
          {
            label: 'Delete this company',
            icon: <Trash2 />,
            tone: 'danger',
            onSelect: () => {
              remove('company', company);
              void navigate({ to: paths.home });
            },
          },
        ],
      ]}
    />
  );
}
