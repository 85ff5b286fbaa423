import { Avatar, Badge, Dot, Kbd, type Tone } from '../../ui/badge.tsx';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Line, Sample } from './sample.tsx';

const tones: Tone[] = [
  'neutral',
  'outline',
  'blue',
  'green',
  'purple',
  'orange',
  'danger',
  'warning',
  'success',
];

export function FoundationSamples() {
  return (
    <Sample title="Type and colour">
      <p className="text-display">Whom to sell to</p>
      <p className="font-semibold text-3xl">Head of Platform, 31 px</p>
      <p className="font-semibold text-2xl">Head of Platform, 24 px</p>
      <p className="text-xl">A cost per customer that the board stops asking about.</p>
      <p className="text-lg">
        Cloud bills grow because whoever can switch a machine off never sees what it costs.
      </p>
      <p>
        Body. Cloud bills grow because whoever can switch a machine off never sees what it costs. 0123456789
      </p>
      <p className="text-ink-muted text-sm">Muted and small: last edited on 27 November</p>
      <p className="text-ink-faint text-xs">Faint and smallest: 1,284 values</p>
      <Line>
        {tones.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </Line>
      <Line>
        <Dot tone="blue" /> Company <Dot tone="green" /> Account <Dot tone="purple" /> Persona{' '}
        <Dot tone="orange" />
        Campaign
      </Line>
      <Line>
        <Avatar name="Ann Example" /> <Avatar name="ben@example.test" /> <Kbd>⌘K</Kbd> <Kbd>Esc</Kbd>
      </Line>
      <Breadcrumbs
        links={[
          { key: 'company', link: <a href="#content">Tallyhost</a> },
          { key: 'account', link: <a href="#content">Mid-size SaaS on AWS</a> },
        ]}
        here="Head of Platform"
      />
    </Sample>
  );
}
