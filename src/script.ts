import './define.ts';
import './compat.ts';

export {registerLocale} from './core/messages.ts';
