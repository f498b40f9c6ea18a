import './define.ts';
import './compat.ts';

export {allowCalScripts} from './elements/loading/allow-scripts.ts';
export {registerLocale} from './core/words/messages.ts';
