"""Rule codes of the front end: which diagnostic of pyslang belongs to which stable code.

Diagnostics are named as pyslang 12.1 names them (`pyslang.Diags`). An error without an entry is
`ELABORATION`, a warning without an entry `FRONT_END_WARNING`; the message always carries slang's
own name, so nothing is lost by the grouping.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

LIMITS: Final = "RTL001"
SYNTAX: Final = "RTL002"
PREPROCESSOR: Final = "RTL003"
UNDECLARED: Final = "RTL004"
UNKNOWN_MODULE: Final = "RTL005"
REDEFINED: Final = "RTL006"
CONNECTION: Final = "RTL007"
ASSIGNMENT_TARGET: Final = "RTL008"
TYPES: Final = "RTL009"
CONSTANTS: Final = "RTL010"
SYSTEM_CALL: Final = "RTL011"
ELABORATION: Final = "RTL012"
TOP: Final = "RTL013"
PORTS: Final = "RTL014"
FRONT_END_WARNING: Final = "RTL015"
CRASH: Final = "RTL016"
HANG: Final = "RTL017"
NOT_ANALYSED: Final = "RTL018"
MULTIPLE_DRIVERS: Final = "RTL201"
UNREAD_INPUT: Final = "RTL208"
UNDRIVEN_OUTPUT: Final = "RTL209"

_GROUPS: Final[tuple[tuple[str, str], ...]] = (
    (
        UNDECLARED,
        (
            "UndeclaredIdentifier UndeclaredButFoundPackage UsedBeforeDeclared TypoIdentifier"
            " UnknownMember UnknownPackage UnknownPackageMember UnknownClassOrPackage"
            " ImplicitNetPortNoDefault NotAHierarchicalScope CouldNotResolveHierarchicalPath"
            " UnknownInterface"
        ),
    ),
    (UNKNOWN_MODULE, "UnknownModule UnknownPrimitive InvalidInstanceForParent"),
    (
        REDEFINED,
        (
            "Redefinition RedefinitionDifferentType DuplicateDefinition DuplicatePortConnection"
            " DuplicateParamAssignment DuplicateArgAssignment UnusedPortDecl"
        ),
    ),
    (
        CONNECTION,
        (
            "PortDoesNotExist TooManyPortConnections MixingOrderedAndNamedPorts PortConnArrayMismatch"
            " ParameterDoesNotExist TooManyParamAssignments MixingOrderedAndNamedParams"
            " ImplicitNamedPortNotFound ImplicitNamedPortTypeMismatch InstanceMissingParens"
            " EmptyMember OutputPortCoercion ParamHasNoValue TooFewArguments TooManyArguments"
        ),
    ),
    (
        ASSIGNMENT_TARGET,
        (
            "AssignToNet ExpressionNotAssignable ConstVarNoInitializer"
            " CantModifyConst InputPortAssign AssignmentToConstVar AssignedToLocalPortParam AssignedToLocalBodyParam AssignmentRequiresParens "
            " "
            " BadProceduralAssign BadProceduralForce BadForceNetType "
        ),
    ),
    (
        TYPES,
        (
            "BadAssignment BadBinaryExpression BadUnaryExpression BadConversion"
            " BadCastType BadConditionalExpression BadConcatExpression BadIndexExpression NotBooleanConvertible"
            " NotAType NotAValue NotASubroutine NoImplicitConversion BadSetMembershipType"
            " BadReplicationExpression BadStreamExprType BadSliceType ExprMustBeIntegral"
            " ValueMustBeIntegral "
        ),
    ),
    (
        CONSTANTS,
        (
            "ConstEvalNonConstVariable ConstEvalExceededMaxSteps"
            " ConstEvalExceededMaxCallDepth ConstantConversion IndexOOB RangeOOB"
            " RangeWidthOOB RangeWidthOverflow RangeSelectReversed"
            " ValueMustBePositive ValueMustNotBeUnknown ValueOutOfRange ValueExceedsMaxBitWidth"
            " PackedTypeTooLarge PackedDimsRequireFullRange DimensionRequiresConstRange"
            " ReplicationZeroOutsideConcat MaxGenerateStepsExceeded"
        ),
    ),
    (SYSTEM_CALL, "UnknownSystemName UnknownSystemMethod SysFuncNotConst"),
    (
        MULTIPLE_DRIVERS,
        (
            "MultipleContAssigns MultipleAlwaysAssigns MixedVarAssigns MultipleUWireDrivers"
            " MultipleTopDupName UserDefPartialDriver"
        ),
    ),
    (UNREAD_INPUT, "UnusedPort"),
    (UNDRIVEN_OUTPUT, "UndrivenPort"),
)

CODE_OF_DIAGNOSTIC: Final = MappingProxyType(
    {name: code for code, names in _GROUPS for name in names.split()}
)
"""pyslang's diagnostic name -> rule code."""

SUBSYSTEM_CODES: Final = MappingProxyType(
    {"Lexer": SYNTAX, "Numeric": CONSTANTS, "Preprocessor": PREPROCESSOR, "Parser": SYNTAX}
)
"""pyslang's subsystem -> rule code of an error that has no entry of its own."""
