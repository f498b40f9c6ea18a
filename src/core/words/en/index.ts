import {afterWords} from './after.ts';
import {columnsWords} from './columns.ts';
import {detailsWords} from './details.ts';
import {doneWords} from './done.ts';
import {embedTroubleWords, embedWords, popupWords} from './embed.ts';
import {pageWords} from './page.ts';
import {pickWords} from './pick.ts';
import {reloadWords} from './reload.ts';
import {statusWords} from './status.ts';
import {troubleWords} from './trouble.ts';
import {zoneWords} from './zone.ts';

/** All English words, for translators. Elements load only their own. */
export const en = {
  ...pickWords,
  ...zoneWords,
  ...columnsWords,
  ...detailsWords,
  ...doneWords,
  ...afterWords,
  ...troubleWords,
  ...statusWords,
  ...embedWords,
  ...embedTroubleWords,
  ...popupWords,
  ...pageWords,
  ...reloadWords,
};
