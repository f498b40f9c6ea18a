/** Fields by class that an element keeps for itself: `state` in its `static properties`. */
const states = new Map();

/** What `npm run manifest` reads; package.json is not its to write. */
export default {
  globs: ['src/elements/**/*.ts'],
  exclude: ['src/elements/**/*.styles.ts'],
  litelement: true,
  packagejson: false,
  plugins: [
    {
      // The analyzer takes every entry of `static properties` for an attribute.
      name: 'find-states',
      analyzePhase({ts, node}) {
        if (!ts.isPropertyDeclaration(node) || node.name.getText() !== 'properties') return;
        const names = node.initializer.properties
          .filter(({initializer}) => initializer.properties.some(({name}) => name.getText() === 'state'))
          .map(({name}) => name.getText());
        states.set(node.parent.name.getText(), names);
      },
    },
    {
      // What a user of the elements can see, in an order that does not depend on the file system.
      name: 'public-only',
      packageLinkPhase({customElementsManifest}) {
        const isPublic = ({customElement, name}) =>
          (customElement && name !== 'KitElement') || /^Booking(\w+Event|Element)$/.test(name);
        const modules = customElementsManifest.modules.map(module => ({
          ...module,
          declarations: module.declarations.filter(isPublic),
          exports: module.exports?.filter(({declaration}) =>
            module.declarations.some(each => isPublic(each) && each.name === declaration.name),
          ),
        }));
        for (const {declarations} of modules) {
          for (const declaration of declarations) {
            const isState = ({name, fieldName = name, inheritedFrom = declaration}) =>
              states.get(inheritedFrom.name)?.includes(fieldName);
            declaration.attributes = declaration.attributes?.filter(attribute => !isState(attribute));
            declaration.members = declaration.members?.filter(
              member =>
                member.privacy !== 'private' &&
                member.privacy !== 'protected' &&
                !/^[#_]/.test(member.name) &&
                !isState(member),
            );
            for (const member of declaration.members ?? []) delete member.privacy;
          }
        }
        customElementsManifest.modules = modules
          .filter(({declarations}) => declarations.length > 0)
          .sort((a, b) => (a.path < b.path ? -1 : 1));
      },
    },
  ],
};
