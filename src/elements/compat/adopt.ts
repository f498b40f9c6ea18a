import {adoptButtons} from './buttons.ts';
import {adoptTags} from './twins.ts';

let isStarted = false;

/**
 * Makes the markup of Cal.com's guides work with the kit's elements, including markup added later. Does not define
 * Cal.com's tag names, because its embed.js stops working if one of them is taken.
 */
export function adoptGuides(): void {
  // On a server there is no document.
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
