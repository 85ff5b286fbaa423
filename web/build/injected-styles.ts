import type { Plugin } from 'vite';

/**
 * Sonner writes its styles into the page when it is loaded; a policy without 'unsafe-inline' refuses that, loudly.
 * web/ui/toast.tsx imports the same styles as a file. A new version that injects in another way stops the build.
 */
export function withoutInjectedStyles(): Plugin {
  const injection = /^__insertCSS\(".*"\);$/m;
  return {
    name: 'without-injected-styles',
    transform: {
      filter: { id: /node_modules\/sonner\/dist\/index\.mjs/ },
      handler(code) {
        if (!injection.test(code)) this.error('sonner does not inject its styles where it used to');
        return { code: code.replace(injection, ''), map: null };
      },
    },
    configResolved(config) {
      // A pre-bundled copy would not come through here.
      config.optimizeDeps.exclude = [...(config.optimizeDeps.exclude ?? []), 'sonner'];
    },
  };
}
