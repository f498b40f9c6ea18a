// What a page's own script says, beside the elements.
export {allowCalScripts} from '../embed/script-bases.ts';
