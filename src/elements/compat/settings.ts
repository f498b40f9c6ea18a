import {complainOnce} from '../../embed/warn.ts';

/** Settings an element of the guides takes from itself or from what is around it. */
const inherited = {'data-cal-origin': 'origin', 'data-booking-proxy': 'proxy', 'data-booking-transport': 'transport'};

/** Attributes that stay with the guides' element, or mean something else there. */
const own = /^(id|class|style|config|slot|name|namespace|loading|data-.*)$/;

function parsedConfig(element: Element): Record<string, unknown> {
  const text = element.getAttribute('data-cal-config') ?? element.getAttribute('config');
  if (!text) return {};
  try {
    const config: unknown = JSON.parse(text);
    if (typeof config === 'object' && config !== null && !Array.isArray(config))
      return config as Record<string, unknown>;
  } catch {
    // The warning below names the value.
  }
  complainOnce(`the config ${text} is not a JSON object and is left out.`);
  return {};
}

/** What the guides' markup says, as attributes and the config of an element of ours. */
export function settingsOf(element: Element): {attributes: Map<string, string>; config: Record<string, unknown>} {
  const attributes = new Map<string, string>();
  for (const [name, attribute] of Object.entries(inherited)) {
    const value = element.closest(`[${name}]`)?.getAttribute(name);
    if (value) attributes.set(attribute, value);
  }
  for (const {name, value} of element.attributes) {
    if (own.test(name) || value === 'false') continue;
    attributes.set(name === 'calorigin' ? 'origin' : name, value === 'true' ? '' : value);
  }
  // embed.js, where it runs, adds a theme of its own choice.
  const classes = [...element.classList].filter(name => name !== 'light' && name !== 'dark').join(' ');
  if (classes) attributes.set('class', classes);
  return {attributes, config: parsedConfig(element)};
}
