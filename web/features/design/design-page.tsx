import { OpenLayout } from '../../components/open-layout.tsx';
import { Page } from '../../components/page.tsx';
import { Toaster } from '../../ui/toast.tsx';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { ActionSamples } from './action-samples.tsx';
import { ControlSamples } from './control-samples.tsx';
import { EditingSamples } from './editing-samples.tsx';
import { FoundationSamples } from './foundation-samples.tsx';
import { StateSamples } from './state-samples.tsx';

/** Everything in `ui/` on one page, for whoever changes it. Production builds have no way here. */
export function DesignPage() {
  return (
    <TooltipProvider>
      <OpenLayout>
        <Page
          title="Design"
          description="Every component, in the state one meets it and in those one rarely sees."
        >
          <div className="grid gap-8 pb-16">
            <FoundationSamples />
            <ActionSamples />
            <ControlSamples />
            <EditingSamples />
            <StateSamples />
          </div>
        </Page>
      </OpenLayout>
      <Toaster />
    </TooltipProvider>
  );
}
