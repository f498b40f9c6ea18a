import {complainOnce} from '../../embed/warn.ts';

/** Settings that an element of Cal.com's guides takes from itself or an ancestor. */
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
    // Reported below.
  }
  complainOnce(`the config ${text} is not a JSON object and is ignored.`);
  return {};
}

/** Converts the markup of Cal.com's guides to attributes and config of the kit's elements. */
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
  // embed.js, if loaded, adds a theme class of its own.
  const classes = [...element.classList].filter(name => name !== 'light' && name !== 'dark').join(' ');
  if (classes) attributes.set('class', classes);
  return {attributes, config: parsedConfig(element)};
}
