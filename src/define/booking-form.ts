import {defineForm} from '../elements/form/define-form.ts';

defineForm();
