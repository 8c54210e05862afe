"""Which constructs of the language a judged design may use.

The names are those of pyslang 12.1's `SyntaxKind`. A kind in neither table is refused as well:
what the language gains later is refused until somebody has thought about it.
"""

from __future__ import annotations

from typing import Final

from rtlgen.lint.rules.allowed.groups import Group

_ALLOWED: Final = """
CompilationUnit ModuleDeclaration ModuleHeader NamedBlockClause EmptyMember PackageDeclaration
PackageImportDeclaration PackageImportItem TimeUnitsDeclaration DividerClause
AnsiPortList NonAnsiPortList ExplicitAnsiPort ImplicitAnsiPort ExplicitNonAnsiPort
ImplicitNonAnsiPort EmptyNonAnsiPort PortDeclaration PortReference PortConcatenation
VariablePortHeader NetPortHeader ParameterPortList ParameterDeclaration
ParameterDeclarationStatement TypeParameterDeclaration AttributeInstance AttributeSpec

DataDeclaration NetDeclaration LocalVariableDeclaration Declarator TypedefDeclaration
ForwardTypedefDeclaration GenvarDeclaration EqualsValueClause EqualsTypeClause TypeAssignment
VariableDimension RangeDimensionSpecifier EnumType StructType StructUnionMember UnionType
NamedType ImplicitType LogicType RegType BitType ByteType ShortIntType IntType LongIntType
IntegerType TimeType RealType RealTimeType ShortRealType VoidType TypeReference

HierarchyInstantiation HierarchicalInstance InstanceName NamedPortConnection
OrderedPortConnection EmptyPortConnection WildcardPortConnection ParameterValueAssignment
NamedParamAssignment OrderedParamAssignment PrimitiveInstantiation GenerateRegion GenerateBlock
LoopGenerate IfGenerate CaseGenerate

AlwaysBlock AlwaysCombBlock AlwaysFFBlock AlwaysLatchBlock InitialBlock ContinuousAssign
SequentialBlockStatement NamedLabel ConditionalStatement ConditionalPredicate
ConditionalPattern ElseClause CaseStatement StandardCaseItem DefaultCaseItem ForLoopStatement
ForVariableDeclaration LoopStatement DoWhileStatement ForeachLoopStatement ForeachLoopList
ExpressionStatement EmptyStatement ReturnStatement JumpStatement DisableStatement
TimingControlStatement EventControl EventControlWithExpression ImplicitEventControl
ParenthesizedEventExpression BinaryEventExpression SignalEventExpression
VoidCastedCallStatement FunctionDeclaration TaskDeclaration FunctionPrototype FunctionPortList
FunctionPort

IdentifierName IdentifierSelectName ScopedName SystemName EmptyIdentifierName
IntegerLiteralExpression IntegerVectorExpression UnbasedUnsizedLiteralExpression
RealLiteralExpression StringLiteralExpression ElementSelect ElementSelectExpression BitSelect
SimpleRangeSelect AscendingRangeSelect DescendingRangeSelect RangeList ValueRangeExpression
MemberAccessExpression InvocationExpression ArgumentList OrderedArgument NamedArgument
EmptyArgument ParenExpressionList AssignmentPatternExpression AssignmentPatternItem
SimpleAssignmentPattern StructuredAssignmentPattern ReplicatedAssignmentPattern
DefaultPatternKeyExpression SimplePropertyExpr SimpleSequenceExpr

ParenthesizedExpression ConcatenationExpression MultipleConcatenationExpression
StreamingConcatenationExpression StreamExpression ConditionalExpression CastExpression
SignedCastExpression InsideExpression UnaryPlusExpression UnaryMinusExpression
UnaryLogicalNotExpression UnaryBitwiseNotExpression UnaryBitwiseAndExpression
UnaryBitwiseNandExpression UnaryBitwiseOrExpression UnaryBitwiseNorExpression
UnaryBitwiseXorExpression UnaryBitwiseXnorExpression UnaryPreincrementExpression
UnaryPredecrementExpression PostincrementExpression PostdecrementExpression AddExpression
SubtractExpression MultiplyExpression DivideExpression ModExpression PowerExpression
LogicalShiftLeftExpression LogicalShiftRightExpression ArithmeticShiftLeftExpression
ArithmeticShiftRightExpression BinaryAndExpression BinaryOrExpression BinaryXorExpression
BinaryXnorExpression LogicalAndExpression LogicalOrExpression LogicalImplicationExpression
LogicalEquivalenceExpression EqualityExpression InequalityExpression CaseEqualityExpression
CaseInequalityExpression WildcardEqualityExpression WildcardInequalityExpression
LessThanExpression LessThanEqualExpression GreaterThanExpression GreaterThanEqualExpression
AssignmentExpression NonblockingAssignmentExpression AddAssignmentExpression
SubtractAssignmentExpression MultiplyAssignmentExpression DivideAssignmentExpression
ModAssignmentExpression AndAssignmentExpression OrAssignmentExpression
XorAssignmentExpression LogicalLeftShiftAssignmentExpression
LogicalRightShiftAssignmentExpression ArithmeticLeftShiftAssignmentExpression
ArithmeticRightShiftAssignmentExpression
"""
ALLOWED: Final = frozenset(_ALLOWED.split())
"""Kinds of nodes that are allowed where they stand; some have a rule of their own besides."""

_REFUSED: Final = {
    (Group.DELAYS, "a delay"): "DelayControl Delay3 OneStepDelay CycleDelay",
    (Group.DELAYS, "a time literal"): "TimeLiteralExpression",
    (Group.DELAYS, "timing in an assignment"): "TimingControlExpression RepeatedEventControl",
    (Group.DELAYS, "a wait"): "WaitStatement WaitForkStatement WaitOrderStatement",
    (Group.DELAYS, "a trigger"): "BlockingEventTriggerStatement NonblockingEventTriggerStatement",
    (Group.DELAYS, "a specify block"): "SpecifyBlock SystemTimingCheck SpecparamDeclaration",
    (Group.FORCE, "force"): "ProceduralForceStatement",
    (Group.FORCE, "release"): "ProceduralReleaseStatement",
    (Group.FORCE, "a procedural assign"): "ProceduralAssignStatement",
    (Group.FORCE, "deassign"): "ProceduralDeassignStatement",
    (Group.HIERARCHY, "bind"): "BindDirective",
    (Group.HIERARCHY, "defparam"): "DefParam",
    (Group.HIERARCHY, "$root"): "RootScope",
    (Group.HIERARCHY, "$unit"): "UnitScope",
    (Group.LOOPS, "forever"): "ForeverStatement",
    (Group.STRINGS, "a variable of type string"): "StringType",
    (Group.SYSTEM_TASKS, "a system task of elaboration"): "ElabSystemTask",
    (Group.CONSTRUCTS, "a user-defined primitive"): "UdpDeclaration ExternUdpDecl",
    (Group.CONSTRUCTS, "a program"): "ProgramDeclaration AnonymousProgram",
    (Group.CONSTRUCTS, "a class"): "ClassDeclaration NewClassExpression CopyClassExpression",
    (
        Group.CONSTRUCTS,
        "an interface",
    ): "InterfaceDeclaration InterfacePortHeader ModportDeclaration",
    (Group.CONSTRUCTS, "a configuration"): "ConfigDeclaration LibraryDeclaration",
    (Group.CONSTRUCTS, "foreign code"): "DPIImport DPIExport",
    (Group.CONSTRUCTS, "an assertion"): """
        AssertPropertyStatement AssumePropertyStatement CoverPropertyStatement
        CoverSequenceStatement RestrictPropertyStatement ExpectPropertyStatement
        ImmediateAssertStatement ImmediateAssumeStatement ImmediateCoverStatement
        ImmediateAssertionMember ConcurrentAssertionMember PropertyDeclaration SequenceDeclaration
    """,
    (Group.CONSTRUCTS, "a fork"): "ParallelBlockStatement DisableForkStatement",
    (Group.CONSTRUCTS, "a final block"): "FinalBlock",
    (Group.CONSTRUCTS, "a strength"): "DriveStrength PullStrength ChargeStrength",
    (Group.CONSTRUCTS, "a net alias"): "NetAlias",
    (Group.CONSTRUCTS, "an event"): "EventType",
}
REFUSED: Final = {kind: reason for reason, kinds in _REFUSED.items() for kind in kinds.split()}
"""Kind → group and words. Any other kind is a construct that nobody has thought about yet."""

TOP_LEVEL: Final = frozenset(
    {
        "ModuleDeclaration",
        "PackageDeclaration",
        "PackageImportDeclaration",
        "TypedefDeclaration",
        "ParameterDeclarationStatement",
        "FunctionDeclaration",
        "TaskDeclaration",
        "EmptyMember",
        "TimeUnitsDeclaration",
    }
)
"""Allowed kinds that may stand outside of modules; a variable there would be shared by all."""

SYSTEM_FUNCTIONS: Final = frozenset({"$signed", "$unsigned", "$clog2", "$bits"})
"""Compilers fold these; everything else that starts with a dollar runs in the simulator."""

GATES: Final = frozenset(
    {
        "and",
        "nand",
        "or",
        "nor",
        "xor",
        "xnor",
        "buf",
        "not",
        "bufif0",
        "bufif1",
        "notif0",
        "notif1",
    }
)
"""Primitives that are logic; the others are switches and pull resistors."""

NETS: Final = frozenset(
    {"wire", "tri", "uwire", "supply0", "supply1", "wand", "wor", "triand", "trior"}
)
"""Net types without a state of their own; `trireg` keeps charge, `tri0` and `tri1` pull."""

DIRECTIVES: Final = frozenset(
    {
        "DefineDirective",
        "UndefDirective",
        "MacroUsage",
        "TimeScaleDirective",
        "ResetAllDirective",
        "CellDefineDirective",
        "EndCellDefineDirective",
    }
)
CONDITIONALS: Final = frozenset(
    {"IfDefDirective", "IfNDefDirective", "ElsIfDirective", "ElseDirective", "EndIfDirective"}
)
