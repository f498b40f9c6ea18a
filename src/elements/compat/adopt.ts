import {adoptButtons} from './buttons.ts';
import {adoptTags} from './twins.ts';

let isStarted = false;

/**
 * Makes the markup of Cal.com's guides work with the kit's elements, what is there and what comes. Cal.com's own tag
 * names are never defined: its embed.js stops for good where one of them is taken.
 */
export function adoptGuides(): void {
  // There is none on a server, and no markup to look after.
  if (isStarted || typeof document === 'undefined') return;
  isStarted = true;
  adoptButtons();
  adoptTags();
  new MutationObserver(adoptTags).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: [
      'callink',
      'calorigin',
      'style',
      'class',
      'theme',
      'layout',
      'config',
      'data-cal-config',
      'buttontext',
      'buttoncolor',
      'buttontextcolor',
      'buttonposition',
    ],
  });
}
