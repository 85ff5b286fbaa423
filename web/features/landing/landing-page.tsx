import { Link } from '@tanstack/react-router';
import { OpenLayout } from '../../components/open-layout.tsx';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { Documents } from './documents.tsx';
import { StartForm } from './start-form.tsx';

export function LandingPage() {
  return (
    <OpenLayout
      actions={
        <Button asChild variant="quiet">
          <Link to={paths.signIn()}>Sign in</Link>
        </Button>
      }
    >
      <title>Blossomer GTM - whom to sell to, and what to say</title>
      <section className="grid items-center gap-x-12 gap-y-10 pt-10 pb-16 sm:pt-16 lg:grid-cols-[1.15fr_1fr] lg:pt-24 lg:pb-24">
        <div>
          <h1 tabIndex={-1} className="text-display">
            Whom to sell to, and what to say.
          </h1>
          <p className="mt-6 max-w-[34rem] text-ink-muted text-xl">
            For founders who sell before there is a sales team. Give us one website address and leave with
            four documents that you can argue with, correct and use.
          </p>
        </div>
        <StartForm />
      </section>
      <Documents />
      <Promises />
    </OpenLayout>
  );
}

const promises = [
  {
    title: 'A draft, not an oracle',
    text: 'A model writes the first version and says what it assumed. Every line, list and label is yours to change, and yours stays.',
  },
  {
    title: 'Try it without an account',
    text: 'The playground keeps your work in this browser. When you sign in, it comes along: you see what will happen before it does.',
  },
  {
    title: 'Nothing goes out by itself',
    text: 'No e-mail is sent and nobody is contacted from here. You copy what you like into the tools you already use.',
  },
];

function Promises() {
  return (
    <section aria-label="How it works" className="border-line border-t py-14 sm:py-20">
      <ul className="grid gap-x-10 gap-y-8 md:grid-cols-3">
        {promises.map(({ title, text }) => (
          <li key={title}>
            <h2 className="text-xl">{title}</h2>
            <p className="mt-2 text-ink-muted text-lg">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
