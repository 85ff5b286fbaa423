import type { ReactNode } from 'react';
import { Card, CardBody, CardHeader } from '../ui/card.tsx';

/** One matter of a settings page, with an address of its own within it. */
export function SettingsSection(props: {
  id: string;
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { id, title, description, actions, children } = props;
  return (
    <Card id={id} aria-label={title} className="scroll-mt-16">
      <CardHeader title={title} description={description} actions={actions} />
      <CardBody className="pt-1">{children}</CardBody>
    </Card>
  );
}
