import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { SettingsSection } from '../../components/settings-section.tsx';
import { usePlace } from '../../place.ts';
import { Button } from '../../ui/button.tsx';

export function TrashSection() {
  const { paths } = usePlace();
  return (
    <SettingsSection
      id="trash"
      title="Trash"
      description="What was deleted stays there until it is deleted for good."
    >
      <Button asChild>
        <Link to={paths.trash}>
          <Trash2 aria-hidden="true" />
          Open the trash
        </Link>
      </Button>
    </SettingsSection>
  );
}
