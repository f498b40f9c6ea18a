// What a page's own script says, beside the elements.
export {allowCalScripts} from '../../embed/embed-js/script-bases.ts';
