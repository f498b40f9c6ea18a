import {isRecord, isText, oneOf, type Inputs} from './inputs.ts';

export const isTheme = oneOf('light', 'dark', 'auto');

/** Inputs shared by inline, popup and form. */
export const commonInputs: Inputs = {
  calLink: [isText, ''],
  origin: [isText, 'https://cal.com'],
  api: [isText, 'https://api.cal.com'],
  proxy: [isText],
  theme: [isTheme],
  layout: [oneOf('month_view', 'week_view', 'column_view')],
  prefill: [isRecord],
  metadata: [isRecord],
  config: [isRecord],
};
