import type {EmbedUi} from './transport.ts';

/** The kit's custom properties → Cal.com's CSS variables. */
const variables: Record<string, string[]> = {
  '--booking-color-accent': ['cal-brand'],
  '--booking-color-on-accent': ['cal-brand-text'],
  '--booking-color-surface': ['cal-bg'],
  '--booking-color-text': ['cal-text', 'cal-text-emphasis'],
  '--booking-color-text-muted': ['cal-text-subtle', 'cal-text-muted'],
  '--booking-color-border': ['cal-border-booker'],
};

/** Black or white, whichever has the higher WCAG contrast on `color(srgb r g b)`; undefined for other notations. */
export function readableOn(color: string): 'black' | 'white' | undefined {
  const channels = /^color\(srgb ([^/)]+)/.exec(color)?.[1]?.trim().split(' ').map(Number);
  if (channels?.length !== 3 || channels.some(Number.isNaN)) return undefined;
  const [red = 0, green = 0, blue = 0] = channels.map(value =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? 'black' : 'white';
}

function resolveVariables(host: HTMLElement, theme: 'light' | 'dark'): Record<string, string> {
  const style = getComputedStyle(host);
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.colorScheme = theme;
  (host.shadowRoot ?? host).append(probe);
  const resolve = (color: string): string => {
    probe.style.color = '';
    probe.style.color = color;
    return probe.style.color === '' ? '' : getComputedStyle(probe).color;
  };
  const found: Record<string, string> = {};
  for (const [property, names] of Object.entries(variables)) {
    const color = resolve(style.getPropertyValue(property).trim());
    if (color !== '') for (const name of names) found[name] = color;
  }
  const accent = found['cal-brand'];
  if (accent !== undefined && found['cal-brand-text'] === undefined) {
    const text = readableOn(resolve(`color-mix(in srgb, ${accent} 100%, white)`));
    if (text) found['cal-brand-text'] = text;
  }
  probe.remove();
  return found;
}

/**
 * Cal.com's CSS variables for the site's `--booking-color-*`, resolved for both themes. Undefined if the site sets
 * none: the booking page then keeps the look its owner chose at Cal.com.
 */
function cssVarsPerTheme(host: HTMLElement): EmbedUi['cssVarsPerTheme'] {
  const light = resolveVariables(host, 'light');
  return Object.keys(light).length === 0 ? undefined : {light, dark: resolveVariables(host, 'dark')};
}

/** The theme of the page around `host`, from its `color-scheme`; undefined if not set. */
function themeOf(host: HTMLElement): EmbedUi['theme'] {
  const scheme = getComputedStyle(host).colorScheme.replace('only', '').trim();
  return scheme === 'light' || scheme === 'dark'
    ? scheme
    : scheme === 'light dark' || scheme === 'dark light'
      ? 'auto'
      : undefined;
}

/** The element's settings for its look, besides the page's colours. */
export interface LookSettings {
  layout?: string;
  hideEventTypeDetails: boolean;
  config: Record<string, unknown>;
}

function ownVariables(config: Record<string, unknown>, theme: 'light' | 'dark'): Record<string, string> {
  return (config['cssVarsPerTheme'] as EmbedUi['cssVarsPerTheme'])?.[theme] ?? {};
}

/**
 * Everything that can change while a booking page is shown. CSS variables in the config override the page's colours.
 */
export function toEmbedUi(host: HTMLElement, {layout, hideEventTypeDetails, config}: LookSettings): EmbedUi {
  const theme = themeOf(host);
  const found = cssVarsPerTheme(host);
  const hasVariables = found !== undefined || config['cssVarsPerTheme'] !== undefined;
  return {
    ...(theme ? {theme} : {}),
    ...(theme ? {colorScheme: theme === 'auto' ? 'light dark' : theme} : {}),
    ...(layout ? {layout} : {}),
    hideEventTypeDetails,
    ...(hasVariables
      ? {
          cssVarsPerTheme: {
            light: {...found?.light, ...ownVariables(config, 'light')},
            dark: {...found?.dark, ...ownVariables(config, 'dark')},
          },
        }
      : {}),
  };
}
