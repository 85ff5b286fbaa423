import { type FunctionComponent, useEffect } from 'react';

/**
 * Stands in for the package `react-style-singleton`, through which Radix locks scrolling below a dialog. Theirs adds
 * a <style> element, which the content security policy forbids; an adopted style sheet is script's own and allowed.
 */
export function styleSingleton(): FunctionComponent<{ styles: string; dynamic?: boolean }> {
  const sheet = sharedSheet();
  // biome-ignore lint/correctness/noComponentHookFactories: the package's own form; Radix calls it once, at load.
  return function Sheet({ styles, dynamic }) {
    // biome-ignore lint/correctness/useExhaustiveDependencies: what is not dynamic is added once, as the package does.
    useEffect(() => {
      sheet.add(styles);
      return () => sheet.remove();
    }, [styles && dynamic]);
    return null;
  };
}

function sharedSheet() {
  let users = 0;
  let sheet: CSSStyleSheet | null = null;
  return {
    add(styles: string) {
      if (users === 0) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(styles);
        document.adoptedStyleSheets.push(sheet);
      }
      users += 1;
    },
    remove() {
      users -= 1;
      if (users > 0) return;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
      sheet = null;
    },
  };
}
