import { type Account, AccountData } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { Mail } from 'lucide-react';
import { DocumentPage } from '../../components/document-header.tsx';
import { DocumentScreen } from '../../components/document-screen.tsx';
import { ElsewhereState } from '../../components/elsewhere.tsx';
import { KeptAside, RecoveredNote } from '../../components/kept-aside.tsx';
import { MetadataFacts } from '../../components/metadata-facts.tsx';
import { SignalsCard } from '../../components/signals/signals-card.tsx';
import { StringList } from '../../components/string-list.tsx';
import { TextField } from '../../components/text-field.tsx';
import { usePlace, useScreenParam } from '../../place.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { AccountBelow } from './account-below.tsx';
import { AccountMenu } from './account-menu.tsx';
import { FirmographicsCard } from './firmographics-card.tsx';

export function AccountPage() {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const accountId = useScreenParam('accountId');
  return (
    <DocumentScreen kind="account" id={accountId} title="Account">
      {(account) =>
        account.companyId === companyId ? (
          <AccountScreen account={account} />
        ) : (
          <ElsewhereState name={account.name} to={paths.account(account.companyId, account.id)} />
        )
      }
    </DocumentScreen>
  );
}

function AccountScreen({ account }: { account: Account }) {
  const { paths } = usePlace();
  const { id, companyId, name, data } = account;
  return (
    <DocumentPage
      kind="account"
      breadcrumbs={
        <Breadcrumbs
          links={[{ key: 'accounts', link: <Link to={paths.accounts(companyId)}>Accounts</Link> }]}
          here={name}
        />
      }
      actions={
        <>
          <Button asChild variant="primary">
            <Link to={paths.newCampaign(companyId, { accountId: id })}>
              <Mail aria-hidden="true" />
              Write an e-mail
            </Link>
          </Button>
          <AccountMenu account={account} />
        </>
      }
    >
      <RecoveredNote data={data}>
        This account was gone while other work belonged to it; it was made again from what that work
        remembers.
      </RecoveredNote>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Card aria-labelledby="overview-heading">
            <CardHeader title={<span id="overview-heading">Overview</span>} />
            <CardBody className="grid grid-cols-1 gap-3">
              <TextField
                pointer="/data/description"
                label="Description"
                placeholder="What makes these companies alike, and why they need it"
              />
            </CardBody>
          </Card>
          <Card aria-labelledby="rationale-heading">
            <CardHeader
              title={<span id="rationale-heading">Rationale</span>}
              description="Why this segment, and not another."
            />
            <CardBody>
              <StringList pointer="/data/rationale" label="Rationale" noun="reason" />
            </CardBody>
          </Card>
          <FirmographicsCard account={account} />
          <SignalsCard />
          <MetadataFacts metadata={data.metadata} />
          <KeptAside data={data} known={known} />
        </div>
        <AccountBelow account={account} />
      </div>
    </DocumentPage>
  );
}

const known = Object.keys(AccountData.shape);
